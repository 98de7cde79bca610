import { openLines } from "../../../../cli/commands/plan/openText";

const closed = {
  target: "azure" as const,
  webFrom: ["203.0.113.0/24", "198.51.100.7/32"],
  dockerHost: true,
  sshFrom: "203.0.113.7/32",
  authorizedIpRanges: ["203.0.113.0/24"],
};

describe("openLines", () => {
  it("names the ranges that may reach each part, and their keys", () => {
    expect(openLines(closed)).toEqual([
      "  web pages               203.0.113.0/24, 198.51.100.7/32            webFrom",
      "  SSH of the Docker host  203.0.113.7/32                             sshFrom",
      "  API server              who has a kubeconfig, from 203.0.113.0/24  authorizedIpRanges",
    ]);
  });

  it("says what is open to everybody or nobody by default, and has no SSH without a Docker host", () => {
    expect(
      openLines({ ...closed, webFrom: [], dockerHost: false, sshFrom: undefined, authorizedIpRanges: [] }),
    ).toEqual([
      "  web pages   everybody                            webFrom",
      "  API server  who has a kubeconfig, from anywhere  authorizedIpRanges",
    ]);
    expect(openLines({ ...closed, sshFrom: undefined })[1]).toMatch(/ nobody +sshFrom$/);
  });

  it("says nothing of the local lab, which only its machine reaches", () => {
    expect(openLines({ ...closed, target: "local" })).toEqual([]);
  });
});
