/**
 * Which parameters carry what leaves. With it, and with the fields of a record that others wrote, a policy can
 * stop "read an issue, mail it out" without knowing the third party.
 */
export interface Flow {
  /** Who is reached: a channel, an address, a user. */
  readonly recipient?: readonly string[]
  /** What the third party will fetch or show as a link. */
  readonly url?: readonly string[]
  /** Money, in the unit that the parameter says. */
  readonly amount?: readonly string[]
  /** What others will read. */
  readonly content?: readonly string[]
}
