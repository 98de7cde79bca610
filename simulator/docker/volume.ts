import type * as docker from "@pulumi/docker";
import { type ResourceModel, typedModel } from "../model";
import { nameFaults, nameOf } from "./names";

export const volumeModels: Record<string, ResourceModel> = {
  "docker:index/volume:Volume": typedModel<docker.VolumeArgs>({
    create(request) {
      const name = nameOf(request);
      return { id: name, outputs: { name, mountpoint: `/var/lib/docker/volumes/${name}/_data` } };
    },
    check: (_inputs, { outputs }) => nameFaults(outputs["name"]),
  }),
};
