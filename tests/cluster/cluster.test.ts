import { attackTests } from "./attacks";
import { type TestCluster, openCluster } from "./cluster";
import { drainTests } from "./draining";
import { drillTests } from "./drill";
import { exerciseTests } from "./exercises";
import { failureTests } from "./failure";
import { fullClassTests } from "./fullClass";
import { guideTests } from "./guide";
import { manifestTests } from "./manifests";
import { objectTests } from "./objects";
import { quotaTests } from "./quotas";
import { reachTests } from "./reach";
import { removalTests } from "./removal";
import { spreadTests } from "./spreading";
import { studentTests } from "./students";
import { trafficPolicyTests } from "./trafficPolicies";

/** All groups share one cluster and run in this order. */
const groups: Readonly<Record<string, (cluster: () => TestCluster) => void>> = {
  "1. its objects": objectTests,
  "2. its pods": spreadTests,
  "3. a killed node": failureTests,
  "4. a drained node": drainTests,
  "5. a student": studentTests,
  "6. a student's quota": quotaTests,
  "7. what a student could do to others": attackTests,
  "8. who reaches whom": reachTests,
  "9. ordinary manifests": manifestTests,
  "10. a removal": removalTests,
  "11. a class of 100 students": fullClassTests,
  "12. two policies of a load balancer": trafficPolicyTests,
  "13. the exercises": exerciseTests,
  "14. a drill": drillTests,
  "15. the guide": guideTests,
};

/** Numbers of the groups to run, such as `7,8`; the first always runs, because it makes what the others need. @default all */
const chosen = process.env["ONLY"]?.split(",").concat("1");

const isChosen = ([name]: readonly [string, unknown]) => chosen?.includes(name.replace(/\..*/, "")) ?? true;

describe("the lab on a real cluster of four nodes", () => {
  let opened: TestCluster;
  const cluster = () => opened;

  beforeAll(async () => {
    opened = await openCluster();
  });

  afterAll(() => opened?.close());

  for (const [name, tests] of Object.entries(groups).filter(isChosen)) {
    describe(name, () => {
      beforeAll(() => cluster().keepInside());
      tests(cluster);
    });
  }
});
