import type { Clock } from "../clock";
import type { Environment } from "../context";
import { findAccount } from "./account";
import type { Arm } from "./arm";

/** Azure, as the commands use it. */
export interface AzureClient {
  /**
   * Loads Azure's SDKs; nothing is asked yet.
   *
   * @param subscription id of the subscription of a stack; without it the current one
   * @throws CannotTell if nobody is signed in to it
   */
  connect(subscription?: string): Promise<Arm>;
}

export function createAzureClient(env: Environment, clock: Clock): AzureClient {
  return {
    async connect(subscription) {
      const account = findAccount(env, subscription);
      const [{ connectArm }, { createCredential }] = await Promise.all([import("./arm"), import("./credential")]);
      return connectArm({ account, credential: await createCredential(account), clock, env });
    },
  };
}
