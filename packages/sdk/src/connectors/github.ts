import { github as definition } from '@sallyport/connectors/github'

type GithubDefinition = typeof definition

/** GitHub's definition under a short name: editors and errors say `Client<Github>`. */
export interface Github extends GithubDefinition {}

/** GitHub: repositories, issues, pull requests, reviews, releases, files, projects and discussions. */
export const github: Github = definition
