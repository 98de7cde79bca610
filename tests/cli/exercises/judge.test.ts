import { judge } from "../../../cli/exercises/judge";
import { loadCourse } from "../../../cli/exercises/load";
import { languageOf } from "../../../cli/exercises/languages";
import type { Observed, Space } from "../../../cli/exercises/observed";
import { filled } from "../../../cli/exercises/placeholders";
import { valuesIn } from "../../../cli/exercises/values";
import { root } from "../harness";
import { deploymentOf, emptyDocker, emptySpace, podOf, readySlice, serviceOf } from "./objects";

const course = loadCourse(root);
const values = valuesIn(emptySpace, "kim", "r", 4);
const now = Date.parse("2027-01-01T12:00:00Z");

const statesOf = (observed: Observed, more = values) =>
  Object.fromEntries(
    judge(course, observed, more, now).map(({ id, state, way }) => [id, way ? `${state}: ${way}` : state]),
  );

const withDeployment = (space: Partial<Space> = {}) => ({
  space: { ...emptySpace, deployments: [deploymentOf(1)], ...space },
  nodeCount: 4,
});

/** The space whose Deployment cannot pull, as it has been since a time. */
const broken = (since: string) => {
  const pod = podOf({ waiting: { reason: "ErrImagePull", message: "not found" } });
  return withDeployment({ pods: [{ ...pod, metadata: { ...pod.metadata, creationTimestamp: since } }] });
};

describe("judge", () => {
  it("says of what cannot be seen from here that it is elsewhere", () => {
    const states = statesOf({});
    expect(new Set(Object.values(states))).toEqual(new Set(["elsewhere"]));
    expect(statesOf({ docker: emptyDocker })).toEqual({
      ...states,
      ...{
        pull: "not yet: missing",
        run: "not yet: missing",
        remove: "not yet: never-there",
        compose: "not yet: missing",
      },
    });
  });

  it("says the same of exercises that need a registry where the lab has none", () => {
    const { deploy, nodes } = statesOf(withDeployment(), valuesIn(emptySpace, "kim", undefined, 4));
    expect({ deploy, nodes }).toEqual({ deploy: "elsewhere", nodes: "not yet: missing" });
  });

  it.each([
    ["2", "LoadBalancer"],
    ["0", "ClusterIP"],
  ])("asks, in a space with room for %s load balancers, for a Service of type %s", (most, type) => {
    const quotas = [{ metadata: { name: "student" }, status: { hard: { "services.loadbalancers": most } } }];
    const own = valuesIn({ quotas }, "kim", "r", 4);
    const exposed = (found: string) =>
      statesOf(withDeployment({ quotas, services: [serviceOf(found, 8080)], endpointSlices: [readySlice] }), own)[
        "expose"
      ];
    const other = type === "ClusterIP" ? "LoadBalancer" : "ClusterIP";
    expect([exposed(type), exposed(other)]).toEqual(["done", "not yet: other-type"]);
    const { solve } = course.exercises.find(({ id }) => id === "expose")!;
    expect(solve.map((command) => filled(command, own))).toEqual([
      `kubectl expose deployment web --type=${type} --port=8080`,
    ]);
  });

  it("takes what leads to an exercise that is done for done, too", () => {
    const { push, deploy, expose } = statesOf(withDeployment());
    expect({ push, deploy, expose }).toEqual({ push: "done", deploy: "done", expose: "not yet: missing" });
  });

  it("takes all of the chain for done once everything is deleted again", () => {
    const event = (kind: string) => ({ metadata: { name: "e" }, involvedObject: { kind, name: "web" } });
    const events = [event("Deployment")];
    const { nodes, ...others } = statesOf({ space: { ...emptySpace, events }, nodeCount: 4 });
    expect(nodes).toBe("not yet: missing");
    const { pull, run, remove, compose, ...chain } = others;
    expect([pull, run, remove, compose]).toEqual(Array(4).fill("elsewhere"));
    expect(new Set(Object.values(chain))).toEqual(new Set(["done"]));
  });

  it("takes what is known to have been done for done, and what leads to it", () => {
    const known = judge(course, { space: emptySpace, nodeCount: 4 }, values, now, new Set(["expose"]));
    const done = known.flatMap(({ id, state }) => (state === "done" ? [id] : []));
    expect(done).toEqual(["login", "push", "deploy", "expose"]);
  });

  it("says of what fails that it does, whether or not somebody is stuck", () => {
    const failing = judge(course, broken("2027-01-01T11:59:00Z"), values, now).filter(({ fails }) => fails);
    expect(failing.map(({ id, state }) => `${id} ${state}`)).toEqual(
      ["deploy", "scale", "update"].map((id) => `${id} not yet`),
    );
  });

  it("does not take a password that the stack knows for a login of the student's", () => {
    const { login, push } = statesOf({ registry: { login: "accepted", tags: {} } });
    expect({ login, push }).toEqual({ login: "elsewhere", push: "not yet: missing" });
  });

  it("calls somebody stuck who fails and has not moved for three minutes, and nobody else", () => {
    expect(statesOf(broken("2027-01-01T11:57:00Z"))["deploy"]).toBe("stuck: image-pull");
    expect(statesOf(broken("2027-01-01T11:57:01Z"))["deploy"]).toBe("not yet: image-pull");
    // An empty space is not stuck: nothing fails.
    expect(statesOf({ space: emptySpace, nodeCount: 4 })["deploy"]).toBe("not yet: missing");
  });

  it("counts a change as moving, but not what a controller reports", () => {
    const { space, nodeCount } = broken("2027-01-01T11:00:00Z");
    const changed = (subresource?: string) => {
      const { metadata, ...rest } = deploymentOf(1);
      const managedFields = [{ time: "2027-01-01T11:59:00Z", ...(subresource && { subresource }) }];
      return { space: { ...space, deployments: [{ ...rest, metadata: { ...metadata, managedFields } }] }, nodeCount };
    };
    expect(statesOf(changed())["deploy"]).toBe("not yet: image-pull");
    expect(statesOf(changed("status"))["deploy"]).toBe("stuck: image-pull");
  });

  it("hints in both languages, with names filled in", () => {
    const [deploy] = judge(course, broken("2027-01-01T11:59:00Z"), values, now).filter(({ id }) => id === "deploy");
    expect(deploy!.hint).toEqual({
      en: "The pod web-1 cannot pull `r/kim/web:1`: no such image. Compare the name letter by letter with what you pushed.",
      ko: "web-1 파드가 `r/kim/web:1` 이미지를 받지 못합니다: no such image. 푸시한 이름과 한 글자씩 비교하세요.",
    });
  });
});

describe("languageOf", () => {
  it.each([
    [{ LANG: "ko_KR.UTF-8" }, "ko"],
    [{ LANG: "ko_KR.UTF-8", LC_ALL: "C.UTF-8" }, "en"],
    [{ LANG: "fr_FR", LC_MESSAGES: "ko" }, "ko"],
    [{ LANG: "", LC_ALL: "" }, "en"],
    [{}, "en"],
  ])("of %j is %s", (env, language) => {
    expect(languageOf(env)).toBe(language);
  });
});
