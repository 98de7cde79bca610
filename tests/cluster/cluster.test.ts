import { attackTests } from "./attacks";
import { type TestCluster, openCluster } from "./cluster";
import { drainTests } from "./draining";
import { failureTests } from "./failure";
import { fullClassTests } from "./fullClass";
import { objectTests } from "./objects";
import { quotaTests } from "./quotas";
import { removalTests } from "./removal";
import { spreadTests } from "./spreading";
import { studentTests } from "./students";

// All groups share one cluster and run in this order. Each starts from the state that the one before leaves.
describe("the lab on a real cluster of four nodes", () => {
  let opened: TestCluster;
  const cluster = () => opened;

  beforeAll(async () => {
    opened = await openCluster();
  });

  afterAll(() => opened?.close());

  describe("1. its objects", () => objectTests(cluster));
  describe("2. its pods", () => spreadTests(cluster));
  describe("3. a killed node", () => failureTests(cluster));
  describe("4. a drained node", () => drainTests(cluster));
  describe("5. a student", () => studentTests(cluster));
  describe("6. a student's quota", () => quotaTests(cluster));
  describe("7. what a student could do to others", () => attackTests(cluster));
  describe("8. a removal", () => removalTests(cluster));
  describe("9. a class of 100 students", () => fullClassTests(cluster));
});
