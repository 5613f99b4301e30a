/** The fence around the shell parser: no other file of the project imports `unbash`. */

export type {
  ArithmeticExpression,
  Assignment,
  Case,
  Command,
  CommandArgument,
  Coproc,
  Elif,
  If,
  ParameterExpansionPart,
  ParameterOperation,
  ParsedScript,
  Pipeline,
  Redirection,
  Statement,
  SyntaxNode,
  TestExpression,
  Word,
  WordPart,
} from "unbash";
export { forEachChild as forEachChildNode, parse as readShell } from "unbash";
