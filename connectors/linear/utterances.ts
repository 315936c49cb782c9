export const utterances = {} as const
