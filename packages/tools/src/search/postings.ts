/** Which operations a word finds, and how strongly. */
export interface Posting {
  readonly documents: number[]
  readonly strengths: number[]
}

export type Postings = ReadonlyMap<string, Posting>

/** The words of documents, the other way round. */
export function postingsOf(documents: readonly ReadonlyMap<string, number>[]): Postings {
  const postings = new Map<string, Posting>()
  for (const [at, words] of documents.entries()) {
    for (const [word, strength] of words) {
      const posting = postings.get(word) ?? { documents: [], strengths: [] }
      posting.documents.push(at)
      posting.strengths.push(strength)
      postings.set(word, posting)
    }
  }
  return postings
}
