import * as compute from "@pulumi/azure-native/compute";
import * as devtestlab from "@pulumi/azure-native/devtestlab";
import type * as network from "@pulumi/azure-native/network";
import * as pulumi from "@pulumi/pulumi";
import * as random from "@pulumi/random";
import * as tls from "@pulumi/tls";
import type { AppContract } from "../../kubernetes/workload/contract";
import { type LabGroup, commonInputs } from "../labGroup";
import type { AzureRegistry } from "../registry";
import { principalOf } from "../roles";
import { type DockerHostAddresses, type SshSettings, administrator, dockerHostAddresses } from "./addresses";
import { hostCloudInit } from "./cloudInit";
import { type HostNetworkSettings, createNetworkInterface, createPublicIp } from "./network";

/** What the stack's configuration says of the Docker host; each is described there. */
export interface DockerHostSettings extends HostNetworkSettings, SshSettings {
  hostSize: string;
  shutdownAt: string | undefined;
  /** Windows' name of the zone, which is what Azure takes. */
  timeZone: string;
}

export interface DockerHostArgs extends LabGroup {
  /** The host's identity may pull from here. */
  registry: AzureRegistry;
  /** What it runs on port 8081. Another image changes the running machine; it does not replace it. */
  image: pulumi.Input<string>;
  /** What the image needs of its machine. */
  contract: Pick<AppContract, "port" | "env">;
  settings: DockerHostSettings;
}

/**
 * An Ubuntu machine with Docker Engine: nginx on port 80, WordPress by Docker Compose on 8080, the lab's image on 8081.
 * Port 22 is closed unless `sshFrom` opens it, and accepts keys only. With Standard_B2als_v2, its disk and its address it
 * costs about 0.06 USD an hour while it runs.
 */
export class DockerHost extends pulumi.ComponentResource {
  readonly addresses: pulumi.Output<DockerHostAddresses>;
  /** Id of the machine in Azure. */
  readonly machineId: pulumi.Output<string>;
  /** Password of WordPress' administrator, who is called lab. Secret. */
  readonly wordpressPassword: pulumi.Output<string>;
  /** The generated key, OpenSSH form, secret; `undefined` if `sshPublicKey` was given. */
  readonly sshPrivateKey: pulumi.Output<string> | undefined;

  constructor(
    private readonly name: string,
    private readonly args: DockerHostArgs,
    opts?: pulumi.ComponentResourceOptions,
  ) {
    super("lab:azure:DockerHost", name, {}, opts);

    const parentOpts = { parent: this };
    const { publicKey, privateKey } = this.createSshKey();
    const publicIp = createPublicIp(name, args, parentOpts);
    const networkInterface = createNetworkInterface(name, args, publicIp, parentOpts);
    const wordpress = new random.RandomPassword(`${name}-wordpress`, { length: 24, special: false }, parentOpts);
    const machine = this.createMachine(networkInterface, publicKey, wordpress.bcryptHash);
    args.registry.grantPull(`${name}-pull`, this.principalOf(machine), parentOpts);
    this.createDailyShutdown(machine);

    this.sshPrivateKey = privateKey;
    this.wordpressPassword = wordpress.result;
    this.machineId = machine.id;
    this.addresses = pulumi.all([publicIp.ipAddress, publicIp.dnsSettings]).apply(([address = "", dns]) => {
      return dockerHostAddresses(address, dns?.fqdn ?? address, args.settings);
    });
    this.registerOutputs({ addresses: this.addresses, sshPrivateKey: this.sshPrivateKey });
  }

  private createSshKey() {
    const { sshPublicKey } = this.args.settings;
    if (sshPublicKey !== undefined) return { publicKey: pulumi.output(sshPublicKey), privateKey: undefined };
    const pair = new tls.PrivateKey(`${this.name}-key`, { algorithm: "ED25519" }, { parent: this });
    return {
      publicKey: pair.publicKeyOpenssh.apply((key) => key.trim()),
      privateKey: pulumi.secret(pair.privateKeyOpenssh),
    };
  }

  private createMachine(
    networkInterface: network.NetworkInterface,
    publicKey: pulumi.Output<string>,
    wordpressPasswordHash: pulumi.Output<string>,
  ) {
    const { image, contract, registry, settings } = this.args;
    return new compute.VirtualMachine(
      this.name,
      {
        ...commonInputs(this.args),
        identity: { type: compute.ResourceIdentityType.SystemAssigned },
        hardwareProfile: { vmSize: settings.hostSize },
        networkProfile: { networkInterfaces: [{ id: networkInterface.id, primary: true }] },
        osProfile: osProfile(publicKey),
        storageProfile: storageProfile(),
        // The serial console's log, free: with SSH closed it is the way to see what cloud-init did.
        diagnosticsProfile: { bootDiagnostics: { enabled: true } },
        // Read by host/run-app and host/start. Unlike customData, it can change on the running machine.
        userData: pulumi
          .jsonStringify({
            image,
            registry: registry.server,
            port: contract.port,
            env: contract.env,
            wordpressPasswordHash,
          })
          .apply(base64),
      },
      {
        parent: this,
        // Azure changes none of these on a machine that exists. Only leaves are named: Azure adds to the objects by itself, and
        // that must not become a new machine. The old machine must give its network interface back first.
        replaceOnChanges: [
          ...["computerName", "adminUsername", "customData"].map((name) => `osProfile.${name}`),
          "osProfile.linuxConfiguration.ssh.publicKeys[0].keyData",
          "networkProfile.networkInterfaces[0].id",
        ],
        deleteBeforeReplace: true,
      },
    );
  }

  private principalOf(machine: compute.VirtualMachine): pulumi.Output<string> {
    const { resourceGroupName } = commonInputs(this.args);
    const found = compute.getVirtualMachineOutput({ resourceGroupName, vmName: machine.name }, { parent: this });
    return principalOf(found, "the Docker host");
  }

  private createDailyShutdown(machine: compute.VirtualMachine): void {
    const { shutdownAt, timeZone } = this.args.settings;
    if (shutdownAt === undefined) return;
    new devtestlab.GlobalSchedule(
      `${this.name}-shutdown`,
      {
        ...commonInputs(this.args),
        // Azure finds the schedule of a machine by this name only.
        name: pulumi.interpolate`shutdown-computevm-${machine.name}`,
        taskType: "ComputeVmShutdownTask",
        status: devtestlab.EnableStatus.Enabled,
        dailyRecurrence: { time: shutdownAt.replace(":", "") },
        timeZoneId: timeZone,
        targetResourceId: machine.id,
        notificationSettings: { status: devtestlab.EnableStatus.Disabled },
      },
      { parent: this },
    );
  }
}

function osProfile(publicKey: pulumi.Output<string>) {
  return {
    computerName: "docker-host",
    adminUsername: administrator,
    customData: base64(hostCloudInit(administrator)),
    linuxConfiguration: {
      disablePasswordAuthentication: true,
      ssh: { publicKeys: [{ path: `/home/${administrator}/.ssh/authorized_keys`, keyData: publicKey }] },
    },
  };
}

function storageProfile() {
  return {
    imageReference: { publisher: "Canonical", offer: "ubuntu-24_04-lts", sku: "server", version: "latest" },
    osDisk: {
      createOption: compute.DiskCreateOptionTypes.FromImage,
      deleteOption: compute.DiskDeleteOptionTypes.Delete,
      diskSizeGB: 32,
      managedDisk: { storageAccountType: compute.StorageAccountTypes.StandardSSD_LRS },
    },
  };
}

function base64(text: string): string {
  return Buffer.from(text, "utf8").toString("base64");
}
