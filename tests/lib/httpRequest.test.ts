import { httpRequest, proxyFor } from "../../lib/httpRequest";
import { ConnectProxy } from "../connectProxy";

describe("proxyFor", () => {
  const env = { HTTPS_PROXY: "http://secure.test:3128", HTTP_PROXY: "plain.test:8080" };

  it.each([
    ["https://lab.azurecr.io/v2/", "http://secure.test:3128"],
    ["http://203.0.113.5/", "http://plain.test:8080"],
  ])("is for %s %s", (url, proxy) => {
    expect(proxyFor(new URL(url), env)).toBe(proxy);
  });

  it.each([
    "http://localhost:8090/",
    "http://lab.localhost/",
    "https://127.0.0.1:6550/",
    "http://127.8.9.10/",
    "http://[::1]:80/",
  ])("is none for this machine itself: %s", (url) => {
    expect(proxyFor(new URL(url), env)).toBeUndefined();
  });

  it("has another variable for each scheme, of which the one in small letters counts", () => {
    const url = new URL("https://lab.azurecr.io/");
    expect(proxyFor(url, { HTTP_PROXY: "http://plain.test" })).toBeUndefined();
    expect(proxyFor(url, { ...env, https_proxy: "http://other.test" })).toBe("http://other.test");
    expect(proxyFor(url, { ...env, https_proxy: "" })).toBeUndefined();
  });

  it.each([
    ["school.test", "https://school.test/"],
    ["school.test", "https://lab.school.test/"],
    [".school.test,other.test", "https://lab.school.test/"],
    ["*.school.test", "https://lab.school.test/"],
    ["Lab.School.test:443", "https://lab.school.test/"],
    ["*", "https://lab.azurecr.io/"],
  ])("is none where NO_PROXY has %s for %s", (noProxy, url) => {
    expect(proxyFor(new URL(url), { ...env, NO_PROXY: noProxy })).toBeUndefined();
  });

  it.each(["chool.test", "lab.school.test:8443", "", "lab.school.test.", "other.school.test"])(
    "is asked where NO_PROXY has %j for lab.school.test",
    (noProxy) => {
      const { HTTPS_PROXY } = env;
      expect(proxyFor(new URL("https://lab.school.test/"), { ...env, NO_PROXY: noProxy })).toBe(HTTPS_PROXY);
    },
  );

  it("is none for an address in a range of NO_PROXY", () => {
    const at = (url: string) => proxyFor(new URL(url), { ...env, NO_PROXY: "school.test, 10.0.0.0/8,bad/9" });
    expect(at("http://10.1.2.3/")).toBeUndefined();
    expect(at("http://11.1.2.3/")).toBe("http://plain.test:8080");
  });
});

describe("httpRequest", () => {
  it("sends plain HTTP to the proxy itself, which need not tunnel it, with its user and password", async () => {
    const proxy = await new ConnectProxy(() => 0).start();
    const answer = await httpRequest(
      new URL("http://lab.test/"),
      {},
      { http_proxy: `http://kim:p%40ss@${proxy.address}` },
    );
    await proxy.stop();
    expect(answer).toEqual({ status: 200, body: "from the proxy" });
    expect(proxy.asked).toEqual(["GET http://lab.test/"]);
    expect(proxy.authorization).toBe(`Basic ${Buffer.from("kim:p@ss").toString("base64")}`);
  });
});
