import { type RouteSource, hostRoutes } from "../../../../cli/commands/local/hostRoutes";
import type { System } from "../../../../cli/docker/advice";

/** Routes on a system whose commands and files have these texts. */
function routes(system: System, texts: Readonly<Record<string, string>>) {
  const source: RouteSource = {
    run: (command, args) => texts[[command, ...args].join(" ")] ?? "",
    read: (file) => texts[file] ?? "",
  };
  return hostRoutes(system, source).map(({ range, by }) => `${range} ${by}`);
}

const ip = "ip -4 route show table all";

describe("hostRoutes", () => {
  it("are those of all tables on Linux, without those to this machine, to one host, and to everything", () => {
    const text = `default via 192.168.1.1 dev wlan0 proto dhcp metric 600
0.0.0.0/1 via 10.8.0.1 dev tun0
128.0.0.0/1 via 10.8.0.1 dev tun0
10.8.0.0/24 dev tun0 proto kernel scope link src 10.8.0.2
10.150.0.0/16 via 10.8.0.1 dev tun0
203.0.113.9 via 192.168.1.1 dev wlan0
172.17.0.0/16 dev docker0 proto kernel scope link src 172.17.0.1 linkdown
169.254.0.0/16 dev wlan0 scope link metric 1000
172.20.0.0/16 dev wg0 table 51820 scope link
unreachable 10.99.0.0/16 dev lo table 5
local 127.0.0.0/8 dev lo table local proto kernel scope host src 127.0.0.1
broadcast 172.17.255.255 dev docker0 table local proto kernel scope link src 172.17.0.1 linkdown
`;
    const expected = ["10.8.0.0/24 tun0", "10.150.0.0/16 tun0", "172.17.0.0/16 docker0", "172.20.0.0/16 wg0"];
    expect(routes("linux", { [ip]: text })).toEqual(expected);
    expect(routes("wsl", { [ip]: text })).toEqual(expected);
  });

  it("are those of the kernel's own list where there is no `ip`, as in a container", () => {
    const text = `Iface\tDestination\tGateway \tFlags\tRefCnt\tUse\tMetric\tMask\t\tMTU\tWindow\tIRTT
eth0\t00000000\t010011AC\t0003\t0\t0\t0\t00000000\t0\t0\t0
eth0\t000011AC\t00000000\t0001\t0\t0\t0\t0000FFFF\t0\t0\t0
tun0\t0000960A\t0108080A\t0003\t0\t0\t0\t00C0FFFF\t0\t0\t0
`;
    expect(routes("linux", { "/proc/net/route": text })).toEqual(["172.17.0.0/16 eth0", "10.150.0.0/18 tun0"]);
  });

  it("are read from netstat on macOS, which leaves zeros out", () => {
    const text = `Routing tables

Internet:
Destination        Gateway            Flags               Netif Expire
default            192.168.1.1        UGScg                 en0
0/1                10.8.0.1           UGSc                utun4
10.150/16          10.8.0.1           UGSc                utun4
10.8               10.8.0.1           UGSc                utun4
127                127.0.0.1          UCS                   lo0
127.0.0.1          127.0.0.1          UH                    lo0
169.254            link#11            UCS                   en0      !
192.168.1          link#11            UCS                   en0      !
192.168.1.7/32     link#11            UCS                   en0      !
192.168.64.3       a:b:c:d:e:f        UHLWIi          bridge100   1199
224.0.0/4          link#11            UmCS                  en0      !
`;
    expect(routes("macos", { "netstat -rn -f inet": text })).toEqual([
      "10.150.0.0/16 utun4",
      "10.8.0.0/16 utun4",
      "192.168.1.0/24 en0",
    ]);
  });

  it("are read from `route print` on Windows, in any language", () => {
    const text = [
      "===========================================================================",
      "활성 경로:",
      "네트워크 대상      네트워크 마스크    게이트웨이     인터페이스    메트릭",
      "          0.0.0.0          0.0.0.0      192.168.1.1    192.168.1.23     25",
      "       10.150.0.0      255.255.0.0         10.8.0.1        10.8.0.2      1",
      "        127.0.0.0        255.0.0.0            연결됨       127.0.0.1    331",
      "      192.168.1.0    255.255.255.0            On-link    192.168.1.23    281",
      "     192.168.1.23  255.255.255.255            On-link    192.168.1.23    281",
      "        224.0.0.0        240.0.0.0            On-link       127.0.0.1    331",
      "영구 경로:",
      "  네트워크 주소  네트워크 마스크  게이트웨이 주소  메트릭",
      "       10.99.0.0      255.255.0.0      192.168.1.1       1",
    ].join("\r\n");
    expect(routes("windows", { "route print -4": text })).toEqual([
      "10.150.0.0/16 10.8.0.2",
      "192.168.1.0/24 192.168.1.23",
    ]);
  });

  it.each<System>(["linux", "wsl", "macos", "windows"])("are none on %s if nothing tells them", (system) => {
    expect(routes(system, {})).toEqual([]);
  });
});
