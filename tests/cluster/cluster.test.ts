import { type TestCluster, openCluster } from "./cluster";
import { drainProofs } from "./draining";
import { failureProofs } from "./failure";
import { hundredProofs } from "./hundred";
import { objectProofs } from "./objects";
import { quotaProofs } from "./quotas";
import { spreadProofs } from "./spreading";
import { studentProofs } from "./students";

// One cluster for all, in this order: each proof finds it as the one before leaves it.
describe("the lab on a real cluster of four nodes", () => {
  let opened: TestCluster;
  const cluster = () => opened;

  beforeAll(async () => {
    opened = await openCluster();
  });

  afterAll(() => opened?.close());

  describe("1. its objects", () => objectProofs(cluster));
  describe("2. its pods", () => spreadProofs(cluster));
  describe("3. a killed node", () => failureProofs(cluster));
  describe("4. a drained node", () => drainProofs(cluster));
  describe("5. a student", () => studentProofs(cluster));
  describe("6. a student's quota", () => quotaProofs(cluster));
  describe("7. a hundred students", () => hundredProofs(cluster));
});
