import { type ASTNode, type TypeDefinitionNode, visit } from 'graphql'

/** The directives that GraphQL itself defines for schemas; those of a vendor say nothing to a caller. */
const STANDARD = new Set(['deprecated', 'oneOf', 'specifiedBy'])

/** The type without descriptions and without the vendor's own directives. */
export function bare(type: TypeDefinitionNode): TypeDefinitionNode {
  return visit(type, {
    enter: (node: ASTNode) => {
      if (node.kind === 'Directive') return STANDARD.has(node.name.value) ? undefined : null
      return 'description' in node && node.description ? { ...node, description: undefined } : undefined
    },
  })
}
