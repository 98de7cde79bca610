import * as pulumi from "@pulumi/pulumi";
import { ConfigError } from "../../config";
import { loadConfig } from "../../config/load";
import { errorOf } from "../errorOf";

describe("loadConfig", () => {
  it("does not show the members of an object of which the stack keeps one secret", () => {
    pulumi.runtime.setAllConfig({ "project:curfew": '{"stopAt":"hunter2","timeZone":"UTC"}' }, ["project:curfew"]);
    const { message } = errorOf(ConfigError, loadConfig);
    expect(message).toContain('curfew.stopAt is "[not shown]"');
    expect(message).not.toContain("hunter2");
  });

  it("does not show a faulty value that the stack keeps secret", () => {
    pulumi.runtime.setAllConfig({ "project:nodeCount": "hunter2" }, ["project:nodeCount"]);
    const { message } = errorOf(ConfigError, loadConfig);
    expect(message).toContain("nodeCount is ");
    expect(message).not.toContain("hunter2");
  });
});
