export type { Inputs, SimulatedResource } from "./model";
export { masked } from "./secrets";
export { type Simulation, SimulationError, type SimulationOptions, simulate } from "./simulate";
