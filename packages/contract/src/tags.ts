import type { ApiOperation } from './operation.ts'

/** What the operations of a group are about, for readers of the document. */
export const TAGS: Readonly<Record<ApiOperation['tag'], string>> = {
  Tokens:
    'Who may call. A program logs in with client id and secret, and makes scoped tokens for the workspaces of its users.',
  Organizations: 'What an application reaches, and the applications of an organization.',
  Workspaces: 'One for each customer of yours: what is in one is seen in no other.',
  Usage: 'What workspaces used, by day, connector and call, and how many calls they may make.',
  Templates: 'Connector types as they are offered to end users.',
  'Connection templates': 'Where to, and when, sources would be copied. They are stored, and not run yet.',
  Definitions: 'Connector types, those of the engine and your own.',
  Connectors:
    'Third-party accounts in workspaces, and what is done through them. A credential is never given back.',
  Results: 'Results that were too large for their budget, kept for an hour under their workspace.',
  OAuth: 'Connecting end users by consent at the third party, with applications of your own.',
  Files: 'Files on their way to third parties.',
  Events: 'What happened, in the order in which it did.',
  Webhooks: 'Being told of what happens.',
  Sessions:
    'Collecting a credential from an end user on a page of the engine, so that no other program sees it.',
  Workflows: 'Lists of tasks and what would start them. They are stored, and not run yet.',
  Tools:
    'What a model is shown of the connectors of a workspace, within a budget of tokens, and what it does with it.',
}
