/**
 * developers.google.com/workspace/drive/api/guides/limits: counted for each user of a project, each minute. Projects
 * that used Drive before May 2026 have 12,000 queries; later ones have 325,000 units, of which methods cost different
 * numbers. Drive tells in no header what is left.
 */
export const limits = {
  queries: { per: 'credential', allows: { units: 12_000, seconds: 60 } },
} as const
