import * as compute from "@pulumi/azure-native/compute";
import * as devtestlab from "@pulumi/azure-native/devtestlab";
import * as network from "@pulumi/azure-native/network";
import type * as resources from "@pulumi/azure-native/resources";
import * as pulumi from "@pulumi/pulumi";
import * as random from "@pulumi/random";
import * as tls from "@pulumi/tls";
import { hostCloudInit } from "./cloudInit";
import type { AzureRegistry } from "../registry";
import { principalOf } from "../roles";

/** What the stack's configuration says of the Docker host; each is described there. */
export interface DockerHostSettings {
  hostSize: string;
  hostCidr: string;
  sshFrom: string | undefined;
  sshPublicKey: string | undefined;
  shutdownAt: string | undefined;
  /** Windows' name of the zone, which is what Azure takes. */
  timeZone: string;
}

export interface DockerHostArgs {
  resourceGroup: resources.ResourceGroup;
  /** The host's identity may pull from here. */
  registry: AzureRegistry;
  /** What it runs on port 8081. Another image changes the running machine; it makes no new one. */
  image: pulumi.Input<string>;
  settings: DockerHostSettings;
  tags: Record<string, string>;
}

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

const administrator = "lab";

/** What answers where, open to everybody. */
const webPorts = { nginx: 80, wordpress: 8080, app: 8081 };

/**
 * An Ubuntu machine with Docker Engine: nginx on port 80, WordPress by Docker Compose on 8080, the lab's image on 8081.
 * Port 22 is closed unless `sshFrom` opens it, and takes keys only. With Standard_B2als_v2, its disk and its address it
 * costs about 0.06 USD an hour while it runs.
 */
export class DockerHost extends pulumi.ComponentResource {
  readonly addresses: pulumi.Output<DockerHostAddresses>;
  /** Id of the machine in Azure. */
  readonly machineId: pulumi.Output<string>;
  /** The generated key, OpenSSH form, secret; `undefined` if `sshPublicKey` was given. */
  readonly sshPrivateKey: pulumi.Output<string> | undefined;

  constructor(
    private readonly name: string,
    private readonly args: DockerHostArgs,
    opts?: pulumi.ComponentResourceOptions,
  ) {
    super("lab:azure:DockerHost", name, {}, opts);

    const { publicKey, privateKey } = this.createSshKey();
    const createPublicIp = this.publicIp();
    const createMachine = this.machine(this.createNetworkInterface(createPublicIp), publicKey);
    args.registry.grantPull(`${name}-pull`, principalOf(createMachine, "the Docker host"), { parent: this });
    this.createDailyShutdown(createMachine);

    this.sshPrivateKey = privateKey;
    this.machineId = createMachine.id;
    this.addresses = addressesOf(createPublicIp, sshCommand(args.settings));
    this.registerOutputs({ addresses: this.addresses, sshPrivateKey: this.sshPrivateKey });
  }

  /** What every resource here says of itself. */
  private common() {
    const { resourceGroup, tags } = this.args;
    return { resourceGroupName: resourceGroup.name, location: resourceGroup.location, tags };
  }

  private createSshKey() {
    const given = this.args.settings.sshPublicKey;
    if (given !== undefined) return { publicKey: pulumi.output(given), privateKey: undefined };
    const pair = new tls.PrivateKey(`${this.name}-key`, { algorithm: "ED25519" }, { parent: this });
    return {
      publicKey: pair.publicKeyOpenssh.apply((key) => key.trim()),
      privateKey: pulumi.secret(pair.privateKeyOpenssh),
    };
  }

  /** Standard addresses are static, and without one a machine has no way out to the Internet either. */
  private publicIp() {
    const id = new random.RandomId(`${this.name}-dns`, { byteLength: 4 }, { parent: this });
    return new network.PublicIPAddress(
      `${this.name}-ip`,
      {
        ...this.common(),
        sku: { name: network.PublicIPAddressSkuName.Standard },
        publicIPAllocationMethod: network.IPAllocationMethod.Static,
        // A DNS label must be free in its whole region.
        dnsSettings: { domainNameLabel: pulumi.interpolate`lab-${id.hex}` },
      },
      { parent: this },
    );
  }

  private createNetworkInterface(publicIp: network.PublicIPAddress) {
    const { hostCidr, sshFrom } = this.args.settings;
    const rules = new network.NetworkSecurityGroup(
      `${this.name}-nsg`,
      { ...this.common(), securityRules: securityRules(sshFrom) },
      { parent: this },
    );
    const virtualNetwork = new network.VirtualNetwork(
      `${this.name}-network`,
      {
        ...this.common(),
        addressSpace: { addressPrefixes: [hostCidr] },
        subnets: [{ name: "host", addressPrefix: hostCidr, networkSecurityGroup: { id: rules.id } }],
      },
      // Azure takes no range away from a network in which somebody lives.
      { parent: this, replaceOnChanges: ["addressSpace", "subnets[0].addressPrefix"] },
    );
    return new network.NetworkInterface(
      `${this.name}-nic`,
      {
        ...this.common(),
        ipConfigurations: [
          {
            name: "host",
            subnet: { id: virtualNetwork.subnets.apply((subnets) => subnets![0]!.id!) },
            publicIPAddress: { id: publicIp.id },
          },
        ],
      },
      // It moves to no other network, and the public address must be free before the next one takes it.
      { parent: this, replaceOnChanges: ["ipConfigurations"], deleteBeforeReplace: true },
    );
  }

  private machine(networkInterface: network.NetworkInterface, publicKey: pulumi.Output<string>) {
    const { image, registry, settings } = this.args;
    return new compute.VirtualMachine(
      this.name,
      {
        ...this.common(),
        identity: { type: compute.ResourceIdentityType.SystemAssigned },
        hardwareProfile: { vmSize: settings.hostSize },
        networkProfile: { networkInterfaces: [{ id: networkInterface.id, primary: true }] },
        osProfile: {
          computerName: "docker-host",
          adminUsername: administrator,
          customData: base64(hostCloudInit(administrator)),
          linuxConfiguration: {
            disablePasswordAuthentication: true,
            ssh: { publicKeys: [{ path: `/home/${administrator}/.ssh/authorized_keys`, keyData: publicKey }] },
          },
        },
        storageProfile: {
          imageReference: { publisher: "Canonical", offer: "ubuntu-24_04-lts", sku: "server", version: "latest" },
          osDisk: {
            createOption: compute.DiskCreateOptionTypes.FromImage,
            deleteOption: compute.DiskDeleteOptionTypes.Delete,
            diskSizeGB: 32,
            managedDisk: { storageAccountType: compute.StorageAccountTypes.StandardSSD_LRS },
          },
        },
        // The serial console's log, free: with SSH closed it is the way to see what cloud-init did.
        diagnosticsProfile: { bootDiagnostics: { enabled: true } },
        // Read by host/run-app. Unlike customData it changes on the running machine.
        userData: pulumi.jsonStringify({ image, registry: registry.server }).apply(base64),
      },
      {
        parent: this,
        // Azure changes none of it on a machine that exists, and the old machine must give its network interface back first.
        replaceOnChanges: ["osProfile", "networkProfile"],
        deleteBeforeReplace: true,
      },
    );
  }

  private createDailyShutdown(machine: compute.VirtualMachine) {
    const { shutdownAt, timeZone } = this.args.settings;
    if (shutdownAt === undefined) return;
    new devtestlab.GlobalSchedule(
      `${this.name}-shutdown`,
      {
        ...this.common(),
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

/** The web ports for everybody, SSH for `sshFrom`; all else is closed by Azure's own rules behind these. */
function securityRules(sshFrom: string | undefined) {
  const inbound = (name: string, priority: number, port: number, from: string) => ({
    name,
    priority,
    direction: network.SecurityRuleDirection.Inbound,
    access: network.SecurityRuleAccess.Allow,
    protocol: network.SecurityRuleProtocol.Tcp,
    sourceAddressPrefix: from,
    sourcePortRange: "*",
    destinationAddressPrefix: "*",
    destinationPortRange: String(port),
  });
  return [
    ...Object.entries(webPorts).map(([name, port], index) => inbound(name, 100 + 10 * index, port, "Internet")),
    ...(sshFrom === undefined ? [] : [inbound("ssh", 200, 22, sshFrom)]),
  ];
}

/** The command but for the host name, or why there is none. */
function sshCommand({ sshFrom, sshPublicKey }: DockerHostSettings): string | undefined {
  if (sshFrom === undefined) return undefined;
  return sshPublicKey === undefined ? "ssh -i lab-key" : "ssh";
}

function addressesOf(publicIp: network.PublicIPAddress, ssh: string | undefined): pulumi.Output<DockerHostAddresses> {
  return pulumi.all([publicIp.ipAddress, publicIp.dnsSettings]).apply(([address, dns]) => {
    const hostname = dns?.fqdn ?? address ?? "";
    return {
      address: address ?? "",
      hostname,
      nginx: `http://${hostname}`,
      wordpress: `http://${hostname}:${webPorts.wordpress}`,
      app: `http://${hostname}:${webPorts.app}`,
      ssh:
        ssh === undefined
          ? "closed: name your own address in sshFrom to open it"
          : `${ssh} ${administrator}@${hostname}`,
    };
  });
}

function base64(text: string): string {
  return Buffer.from(text, "utf8").toString("base64");
}
