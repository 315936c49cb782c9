import { github as definition } from '@sallyport/connectors/github'

type GithubDefinition = typeof definition

/** GitHub's definition under a short name: editors and errors say `Client<Github>`. */
export interface Github extends GithubDefinition {}

/** GitHub: repositories, issues, labels, organizations and users. */
export const github: Github = definition
