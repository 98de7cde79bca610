import { proxiesFor } from "../../../cli/docker/proxies";
import { emptyEngine } from "../harness";

const none = { http: "", https: "", exempt: "" };
const engineWith = (proxies: Partial<typeof none>, desktop = false) => ({
  ...emptyEngine,
  desktop,
  proxies: { ...none, ...proxies },
});

describe("proxiesFor", () => {
  it("are none where neither Docker nor the environment has one", () => {
    expect(proxiesFor(emptyEngine, {})).toEqual({ environment: {}, notes: [] });
    expect(proxiesFor(undefined, { HTTP_PROXY: "", NO_PROXY: "x" })).toEqual({ environment: {}, notes: [] });
  });

  it("are Docker's own, by which it pulls itself, with what both say is reached without", () => {
    const engine = engineWith({ https: "http://kim:secret@10.0.0.1:3128", exempt: "a.example,b.example" });
    const env = {
      HTTPS_PROXY: "http://other:1",
      HTTP_PROXY: "web:8080",
      no_proxy: "b.example c.example",
      NO_PROXY: "d",
    };
    expect(proxiesFor(engine, env)).toEqual({
      environment: {
        LAB_HTTP_PROXY: "http://web:8080",
        LAB_HTTPS_PROXY: "http://kim:secret@10.0.0.1:3128",
        LAB_NO_PROXY: "a.example,b.example,c.example",
      },
      notes: [],
    });
  });

  it("are the environment's where no Docker answers, its small letters first", () => {
    expect(proxiesFor(undefined, { https_proxy: "http://small:1", HTTPS_PROXY: "http://large:1" }).environment).toEqual(
      {
        LAB_HTTPS_PROXY: "http://small:1",
        LAB_NO_PROXY: "",
      },
    );
  });

  it("are not Docker Desktop's, which it names on every machine and leads containers by itself", () => {
    const internal = { http: "http.docker.internal:3128", https: "http.docker.internal:3128" };
    expect(proxiesFor(engineWith(internal, true), {})).toEqual({ environment: {}, notes: [] });
    expect(proxiesFor(engineWith(internal, true), { HTTPS_PROXY: "http://school:3128" }).environment).toEqual({
      LAB_HTTPS_PROXY: "http://school:3128",
      LAB_NO_PROXY: "",
    });
    expect(proxiesFor(engineWith({ http: "http://127.0.0.1:10809" }, true), {})).toEqual({
      environment: {},
      notes: [],
    });
  });

  it.each(["http://kim:secret@127.0.0.1:3128", "localhost:3128", "http://[::1]:3128"])(
    "are not one of this machine alone, and that is said without its password: %s",
    (proxy) => {
      const { environment, notes } = proxiesFor(emptyEngine, { HTTPS_PROXY: proxy });
      expect(environment).toEqual({});
      expect(notes).toEqual([
        expect.stringMatching(
          /^The proxy at (127\.0\.0\.1|localhost|\[::1\]):3128 is for programs on this machine itself: /,
        ),
      ]);
      expect(notes[0]).not.toContain("secret");
    },
  );

  it("leave out what is not an address", () => {
    expect(proxiesFor(emptyEngine, { HTTPS_PROXY: "http://:x" })).toEqual({ environment: {}, notes: [] });
  });
});
