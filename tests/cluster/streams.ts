import { PassThrough, Writable } from "node:stream";
import { text } from "node:stream/consumers";
import { Exec, PortForward, type V1Status } from "@kubernetes/client-node";
import type { Kube } from "../local/kube";

interface PodPlace {
  readonly name: string;
  readonly namespace: string;
}

/** Runs a command in a pod. @returns its output @throws if it fails or is forbidden */
export async function exec({ config }: Kube, { name, namespace }: PodPlace, command: string[]): Promise<string> {
  const output = new PassThrough();
  const printed = text(output);
  const status = await new Promise<V1Status>((resolve, reject) => {
    const socket = new Exec(config).exec(namespace, name, "app", command, output, null, null, false, resolve);
    const cutOff = () => reject(new Error(`the connection to ${name} ended before the command's status came`));
    socket.then((connection) => connection.on("close", cutOff), reject);
  });
  if (status.status !== "Success") throw new Error(status.message);
  output.end();
  return printed;
}

/** Sends an HTTP request to a pod's port through the API server. @returns the answer */
export async function portForward(
  kube: Kube,
  { name, namespace }: PodPlace,
  port: number,
  path: string,
): Promise<string> {
  const input = new PassThrough();
  return new Promise((resolve, reject) => {
    let answer = "";
    const output = new Writable({
      write(chunk: Buffer, _encoding, done) {
        answer += chunk.toString();
        if (answer.includes("\r\n\r\n")) resolve(answer);
        done();
      },
    });
    new PortForward(kube.config).portForward(namespace, name, [port], output, null, input).then((socket) => {
      const cutOff = () => reject(new Error(`the connection to ${name} ended before an answer came`));
      // The client returns a function only if it may reconnect, which is not set here.
      if (typeof socket !== "function") socket.on("close", cutOff);
      input.write(`GET ${path} HTTP/1.1\r\nHost: pod\r\nConnection: close\r\n\r\n`);
    }, reject);
  });
}
