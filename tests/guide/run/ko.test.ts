import { chapterTests } from "./chapterTests";

chapterTests("ko");
