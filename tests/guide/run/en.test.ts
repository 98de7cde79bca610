import { chapterTests } from "./chapterTests";

chapterTests("en");
