import type { Exception } from '../../testing/exceptions.ts'

/** Where definition and description differ on purpose. */
export const exceptions: readonly Exception[] = [
  {
    at: '*.* page.place.after',
    reason:
      'Links to the next page of a long list carry "after", which only the guide tells ' +
      '(docs.github.com/rest/using-the-rest-api/using-pagination-in-the-rest-api).',
  },
  {
    at: 'issues.* record.state',
    reason: "The description's schema says text, and its prose that the state is either open or closed.",
  },
  {
    at: 'pull_requests.* record.state',
    reason: 'The description says text for lists, and for one pull request that it is either open or closed.',
  },
  {
    at: 'commits.* record.author.*',
    reason:
      'GitHub shows an empty object for an account that is gone; the record says so by leaving every field out.',
  },
  {
    at: 'commits.* record.committer.*',
    reason:
      'GitHub shows an empty object for an account that is gone; the record says so by leaving every field out.',
  },
  {
    at: 'stargazers.list record.*',
    reason: 'Which of two shapes GitHub answers with goes by the media type, which the request states.',
  },
  {
    at: 'files.get record',
    reason: 'One path gives a file or a folder; a folder is read with files.list, and here it is refused.',
  },
  {
    at: 'files.create record.**',
    reason:
      'The description of a commit of a file promises none of the fields that its example and prose show.',
  },
  {
    at: 'files.update record.**',
    reason:
      'The description of a commit of a file promises none of the fields that its example and prose show.',
  },
  {
    at: 'files.list_root record.path',
    reason: 'The schema lets the path of an entry be null; of a file in a tree there is always one.',
  },
  {
    at: 'tags.get record.commit',
    reason: 'The schema lets the target of any reference be null; that of a tag is there.',
  },
  {
    at: 'release_assets.download gives',
    reason:
      'The description has only the JSON; the file comes for application/octet-stream, as its prose says.',
  },
  {
    at: 'discussions.api_search record.*',
    reason: 'A search of type DISCUSSION gives discussions alone, which the schema cannot say.',
  },
  {
    at: 'issues.list_mine walk',
    reason:
      'The recordings that are played count their ids from the same number; those of GitHub are its own.',
  },
  {
    at: 'teams.list_mine walk',
    reason:
      'The teams that are played are made from one example in every organization; ids of GitHub are its own.',
  },
  {
    at: 'labels.add_to_issue record',
    reason: 'GitHub answers with all labels that the issue has then, which is a list of records.',
  },
  {
    at: 'labels.set_on_issue record',
    reason: 'GitHub answers with all labels that the issue has then, which is a list of records.',
  },
  {
    at: 'labels.remove_from_issue record',
    reason: 'GitHub answers with all labels that the issue has then, which is a list of records.',
  },
  {
    at: 'files.update shown.sha',
    reason: 'What is sent names the content that was there; what comes back names the new one.',
  },
  {
    at: 'pull_requests.merge shown.sha',
    reason: 'What is sent names the commit that is to be merged; what comes back names the merge.',
  },
  {
    at: 'client comments.get **',
    reason:
      'They send an id of GraphQL and no repository; here a comment is named by its number and repository.',
  },
  {
    at: 'client pr_comments.get **',
    reason:
      'They send an id of GraphQL and no repository; here a comment is named by its number and repository.',
  },
  {
    at: 'client pull_requests.list params.states',
    reason: 'REST does not tell merged from closed ones, and would answer with more than was asked for.',
  },
  {
    at: 'client pull_requests.create params.*',
    reason:
      'GitHub refuses a second pull request of the same two branches; the first one shows that the names are taken.',
  },
]

/** An answer that is no record of its entity. */
