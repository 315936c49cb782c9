import { slack as definition } from '@sallyport/connectors/slack'

type SlackDefinition = typeof definition

/** Slack's definition under a short name: editors and errors say `Client<Slack>`. */
export interface Slack extends SlackDefinition {}

/** Slack: channels, messages, files and people. */
export const slack: Slack = definition
