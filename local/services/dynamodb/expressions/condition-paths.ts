import type { BoundCondition } from './bind-condition.ts';
import type { BoundOperand } from './substitutions.ts';
import type { DocumentPath, Operand } from './syntax.ts';

/** All paths that a condition reads. */
export const conditionPaths = (condition: BoundCondition): readonly DocumentPath[] => {
  switch (condition.kind) {
    case 'and':
    case 'or':
      return [...conditionPaths(condition.left), ...conditionPaths(condition.right)];
    case 'not':
      return conditionPaths(condition.condition);
    case 'compare':
      return [condition.left, condition.right].flatMap(operandPaths);
    case 'between':
      return [condition.operand, condition.lower, condition.upper].flatMap(operandPaths);
    case 'in':
      return [condition.operand, ...condition.candidates].flatMap(operandPaths);
    case 'function':
      return condition.operands.flatMap(operandPaths);
  }
};

export const operandPaths = (operand: Operand | BoundOperand): readonly DocumentPath[] => {
  if (operand.kind === 'path') return [operand.path];
  if (operand.kind === 'arithmetic') return [operand.left, operand.right].flatMap(operandPaths);
  return operand.kind === 'function' ? operand.operands.flatMap(operandPaths) : [];
};
