/** When things happened, in milliseconds of the load's clock; left out if they did not. */
export interface Moments {
  /** When the loss was ordered. */
  readonly lostAt: number;
  readonly notReadyAt?: number;
  /** When the first pod was ready that takes the place of a lost one. */
  readonly firstReplacementAt?: number;
  /** When all replicas were ready without the lost ones. */
  readonly fullStrengthAt?: number;
  /** When the load ended. */
  readonly endedAt: number;
}
