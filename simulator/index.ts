export type { CreateResult, Inputs, Request, ResourceModel, SimulatedResource } from "./model";
export { type Simulation, SimulationError, type SimulationOptions, simulate } from "./simulate";
export type { UnmodelledType } from "./unmodelled";
