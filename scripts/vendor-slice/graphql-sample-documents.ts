/** What callers of GitHub's GraphQL API commonly send. */
export const GITHUB_DOCUMENTS: Readonly<Record<string, string>> = {
  'list the projects of an organization': /* GraphQL */ `
    query ($org: String!, $first: Int!, $after: String) {
      organization(login: $org) {
        projectsV2(first: $first, after: $after, orderBy: { field: UPDATED_AT, direction: DESC }) {
          totalCount
          pageInfo { hasNextPage endCursor }
          nodes { id number title shortDescription public closed url creator { login } createdAt updatedAt }
        }
      }
    }`,
  'list the items of a project with the values of their fields': /* GraphQL */ `
    query ($org: String!, $number: Int!) {
      organization(login: $org) {
        projectV2(number: $number) {
          fields(first: 20) {
            nodes {
              ... on ProjectV2Field { id name dataType }
              ... on ProjectV2SingleSelectField { id name options { id name color } }
              ... on ProjectV2IterationField { id name configuration { iterations { id title startDate } } }
            }
          }
          items(first: 20) {
            nodes {
              id
              type
              isArchived
              fieldValueByName(name: "Status") { ... on ProjectV2ItemFieldSingleSelectValue { name optionId } }
              fieldValues(first: 8) {
                nodes {
                  __typename
                  ... on ProjectV2ItemFieldTextValue { text field { ... on ProjectV2FieldCommon { name } } }
                  ... on ProjectV2ItemFieldNumberValue { number }
                  ... on ProjectV2ItemFieldDateValue { date }
                  ... on ProjectV2ItemFieldIterationValue { title duration }
                }
              }
              content {
                ... on DraftIssue { title body }
                ... on Issue { number title state assignees(first: 5) { nodes { login } } }
                ... on PullRequest { number title merged }
              }
            }
          }
        }
      }
    }`,
  'create a project, fill it and empty it': /* GraphQL */ `
    mutation ($owner: ID!, $project: ID!, $content: ID!, $item: ID!, $field: ID!) {
      createProjectV2(input: { ownerId: $owner, title: "Plan" }) { projectV2 { id number url } }
      addProjectV2ItemById(input: { projectId: $project, contentId: $content }) { item { id } }
      addProjectV2DraftIssue(input: { projectId: $project, title: "Idea", body: "?" }) { projectItem { id } }
      updateProjectV2ItemFieldValue(
        input: { projectId: $project, itemId: $item, fieldId: $field, value: { singleSelectOptionId: "1" } }
      ) { projectV2Item { id } }
      deleteProjectV2Item(input: { projectId: $project, itemId: $item }) { deletedItemId }
    }`,
  'list and read discussions': /* GraphQL */ `
    query ($owner: String!, $name: String!, $number: Int!) {
      repository(owner: $owner, name: $name) {
        id
        discussionCategories(first: 10) { nodes { id name slug isAnswerable } }
        discussions(first: 10, states: [OPEN], orderBy: { field: CREATED_AT, direction: DESC }) {
          nodes { id number title category { name } answer { id } upvoteCount author { login } }
        }
        discussion(number: $number) {
          bodyText
          labels(first: 5) { nodes { name } }
          comments(first: 10) { nodes { id body isAnswer replies(first: 5) { nodes { id body } } } }
          reactionGroups { content reactors(first: 1) { totalCount } }
        }
      }
    }`,
  'take a discussion from its opening to its end': /* GraphQL */ `
    mutation ($repository: ID!, $category: ID!, $discussion: ID!) {
      createDiscussion(input: { repositoryId: $repository, categoryId: $category, title: "T", body: "B" }) {
        discussion { id number url }
      }
      addDiscussionComment(input: { discussionId: $discussion, body: "Hi" }) { comment { id url } }
      updateDiscussion(input: { discussionId: $discussion, title: "U" }) { discussion { title } }
      closeDiscussion(input: { discussionId: $discussion, reason: RESOLVED }) { discussion { closed stateReason } }
      deleteDiscussion(input: { id: $discussion }) { discussion { id } }
    }`,
  'work on issues and pull requests': /* GraphQL */ `
    mutation ($repository: ID!, $issue: ID!, $pull: ID!) {
      createIssue(input: { repositoryId: $repository, title: "Bug" }) { issue { id number } }
      updateIssue(input: { id: $issue, title: "Bugs", state: OPEN }) { issue { title } actor { login } }
      closeIssue(input: { issueId: $issue, stateReason: COMPLETED }) { issue { state stateReason } }
      addComment(input: { subjectId: $issue, body: "Done" }) { commentEdge { node { id body } } subject { id } }
      mergePullRequest(input: { pullRequestId: $pull, mergeMethod: SQUASH }) { pullRequest { merged } }
      addReaction(input: { subjectId: $issue, content: HEART }) { reaction { content } }
      removeReaction(input: { subjectId: $issue, content: HEART }) { subject { id } }
    }`,
  'read a repository with its commits, releases and pull requests': /* GraphQL */ `
    query ($owner: String!, $name: String!, $expression: String!) {
      rateLimit { limit remaining resetAt cost }
      repository(owner: $owner, name: $name) {
        nameWithOwner
        stargazerCount
        primaryLanguage { name }
        licenseInfo { spdxId }
        repositoryTopics(first: 5) { nodes { topic { name } } }
        object(expression: $expression) { ... on Tree { entries { name type } } ... on Blob { text } }
        refs(refPrefix: "refs/heads/", first: 5) { nodes { name target { oid } } }
        defaultBranchRef {
          target {
            ... on Commit {
              history(first: 5) { nodes { oid messageHeadline author { name date user { login } } } }
              statusCheckRollup { state }
            }
          }
        }
        releases(first: 5) { nodes { tagName isDraft releaseAssets(first: 2) { nodes { name downloadUrl } } } }
        milestones(first: 5, states: [OPEN]) { nodes { number title dueOn } }
        stargazers(first: 5) { edges { starredAt node { login } } }
        pullRequests(first: 5, states: [OPEN, MERGED]) {
          nodes {
            number
            mergeable
            reviewDecision
            reviews(first: 5) { nodes { state author { login } comments(first: 5) { nodes { path body } } } }
            files(first: 5) { nodes { path additions } }
            timelineItems(first: 5) { nodes { ... on MergedEvent { createdAt } } }
          }
        }
      }
    }`,
  'search, and look up nodes and people': /* GraphQL */ `
    query ($query: String!, $id: ID!) {
      viewer { login email organizations(first: 5) { nodes { login } } }
      search(query: $query, type: ISSUE, first: 5) {
        issueCount
        edges { node { ... on Issue { number title } ... on PullRequest { number isDraft } } }
      }
      node(id: $id) { __typename ... on User { login } ... on ProjectV2 { title } ... on IssueComment { body } }
      organization(login: "a") { teams(first: 5) { nodes { slug members(first: 5) { nodes { login } } } } }
    }`,
}

/** What callers of Linear's API commonly send without its client. */
export const LINEAR_DOCUMENTS: Readonly<Record<string, string>> = {
  'filter, sort and page issues': /* GraphQL */ `
    query ($first: Int, $after: String) {
      issues(
        first: $first
        after: $after
        orderBy: updatedAt
        sort: [{ priority: { order: Descending } }]
        filter: {
          state: { type: { in: ["started"] } }
          assignee: { isMe: { eq: true } }
          team: { key: { eq: "ENG" } }
          labels: { some: { name: { eq: "Bug" } } }
        }
      ) {
        nodes {
          id
          identifier
          title
          priorityLabel
          state { name type }
          assignee { displayName }
          labels { nodes { name color } }
          children(first: 3) { nodes { identifier } }
          comments(first: 5) { edges { cursor node { body user { name } } } }
        }
        pageInfo { hasNextPage endCursor }
      }
    }`,
  'use variables of the filter types': /* GraphQL */ `
    query ($issue: IssueFilter, $id: IDComparator!, $team: ID!) {
      issues(filter: $issue) { nodes { id } }
      users(filter: { id: $id }) { nodes { email } }
      workflowStates(filter: { team: { id: { eq: $team } } }) { nodes { name position type } }
    }`,
  'create, change and archive an issue': /* GraphQL */ `
    mutation ($input: IssueCreateInput!, $change: IssueUpdateInput!, $id: String!) {
      issueCreate(input: $input) { success lastSyncId issue { id identifier url team { key } } }
      issueUpdate(id: $id, input: $change) { success issue { updatedAt } }
      issueArchive(id: $id) { success entity { archivedAt } }
      commentCreate(input: { issueId: $id, body: "Hi" }) { comment { id } }
      attachmentLinkURL(issueId: $id, url: "https://example.com") { attachment { id title } }
    }`,
}
