/**
 * The version or epoch after this one: the instant's seconds, and more than before in any case.
 *
 * Executions are named by it, and a name is taken for 90 days after an execution has ended:
 * https://docs.aws.amazon.com/step-functions/latest/apireference/API_StartExecution.html
 * An item that was deleted or restored counts from less than has been used; the clock does not, as long as an item is raised
 * less than once a second on average.
 */
export const raiseFence = (version: number, nowMs: number): number => Math.max(version + 1, Math.floor(nowMs / 1000));
