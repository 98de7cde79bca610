import { PolicyPack } from "@pulumi/policy";
import { policies } from "./policies";

// This starts a server for Pulumi's engine, so the policies are in modules of their own.
new PolicyPack("container-lab", { enforcementLevel: "mandatory", policies });
