export type { Tool, ToolAct, ToolSchema, Toolset } from './tool.ts'
