import { dockerHostAddresses } from "../../../../components/azure/dockerHost/addresses";

const addresses = (sshFrom?: string, sshPublicKey?: string) =>
  dockerHostAddresses("203.0.113.10", "lab.example.com", { sshFrom, sshPublicKey });

describe("dockerHostAddresses", () => {
  it("has a page for each web port, and says how to open SSH while it is closed", () => {
    expect(addresses()).toEqual({
      address: "203.0.113.10",
      hostname: "lab.example.com",
      nginx: "http://lab.example.com",
      wordpress: "http://lab.example.com:8080",
      app: "http://lab.example.com:8081",
      ssh: "closed: name your own address in sshFrom to open it",
    });
  });

  it("has the SSH command for the generated key, and for a given one", () => {
    expect(addresses("203.0.113.7/32").ssh).toBe("ssh -i lab-key lab@lab.example.com");
    expect(addresses("203.0.113.7/32", "ssh-ed25519 AAAA").ssh).toBe("ssh lab@lab.example.com");
  });
});
