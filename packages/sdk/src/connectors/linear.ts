import { linear as definition } from '@sallyport/connectors/linear'

type LinearDefinition = typeof definition

/** Linear's definition under a short name: editors and errors say `Client<Linear>`. */
export interface Linear extends LinearDefinition {}

/** Linear: issues, projects, teams and comments. */
export const linear: Linear = definition
