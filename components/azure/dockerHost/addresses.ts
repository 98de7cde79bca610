/** User that signs in to the host, and may use Docker without `sudo`. */
export const administrator = "lab";

/** What answers where, open to everybody. */
export const webPorts = { nginx: 80, wordpress: 8080, app: 8081 };

/** How people reach the Docker host. */
export interface DockerHostAddresses {
  address: string;
  hostname: string;
  nginx: string;
  wordpress: string;
  app: string;
  /** The command, or why there is none. */
  ssh: string;
}

/** What the stack's configuration says of SSH; each is described there. */
export interface SshSettings {
  sshFrom: string | undefined;
  sshPublicKey: string | undefined;
}

/**
 * @param address Public IPv4 address.
 * @param hostname Public DNS name.
 */
export function dockerHostAddresses(address: string, hostname: string, ssh: SshSettings): DockerHostAddresses {
  return {
    address,
    hostname,
    nginx: `http://${hostname}`,
    wordpress: `http://${hostname}:${webPorts.wordpress}`,
    app: `http://${hostname}:${webPorts.app}`,
    ssh: sshCommand(hostname, ssh),
  };
}

function sshCommand(hostname: string, { sshFrom, sshPublicKey }: SshSettings): string {
  if (sshFrom === undefined) return "closed: name your own address in sshFrom to open it";
  return `${sshPublicKey === undefined ? "ssh -i lab-key" : "ssh"} ${administrator}@${hostname}`;
}
