export type { Inputs, SimulatedResource } from "./model";
export { type Simulation, SimulationError, type SimulationOptions, simulate } from "./simulate";
