import { nullable } from '@sallyport/definition'
import { Type } from 'typebox'
import { Login } from './project.ts'
import { count, flag, text, time, url } from './values.ts'

export const Discussion = Type.Object({
  id: text,
  number: Type.Integer(),
  title: text,
  body: text,
  author: nullable(Login),
  category: Type.Object({ id: text, name: text }),
  closed: flag,
  isAnswered: nullable(flag),
  locked: flag,
  upvoteCount: count,
  url,
  createdAt: time,
  updatedAt: time,
})
