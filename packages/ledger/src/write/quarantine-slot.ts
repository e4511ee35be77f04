/** The number that a refused report gets in the quarantine, once it is written. */
export interface QuarantineSlot {
  id: number;
}
