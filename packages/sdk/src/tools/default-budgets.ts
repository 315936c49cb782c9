/** Tokens that tools, and results, may cost where nobody says. */
export const DEFAULT_MAX_TOKENS = 8_000
export const DEFAULT_MAX_RESULT_TOKENS = 2_000
