import { nullable } from '@sallyport/definition'
import { Type } from 'typebox'
import { Account } from './account.ts'
import { count, flag, id, optional, text, time, url } from './values.ts'

export const ReleaseAsset = Type.Object({
  id,
  node_id: text,
  name: text,
  label: nullable(text),
  state: text,
  content_type: text,
  size: count,
  digest: optional(nullable(text)),
  download_count: count,
  uploader: nullable(Account),
  url,
  browser_download_url: url,
  created_at: time,
  updated_at: time,
})

export const Release = Type.Object({
  id,
  node_id: text,
  tag_name: text,
  target_commitish: text,
  name: nullable(text),
  body: optional(nullable(text)),
  draft: flag,
  prerelease: flag,
  author: Account,
  assets: Type.Array(ReleaseAsset),
  url,
  html_url: url,
  created_at: time,
  published_at: nullable(time),
})
