// Lets openapi-typescript find the compiler of TypeScript 5, whose interface it uses; 7 has another.
import { register } from 'node:module'

const hook = `export const resolve = (specifier, context, next) =>
  next(specifier === 'typescript' ? 'typescript-5' : specifier, context)`

register(`data:text/javascript,${encodeURIComponent(hook)}`)
