/**
 * The forms in which a function is named: `name`, `name:qualifier`, `account:function:name`, or an ARN with or without
 * qualifier. https://docs.aws.amazon.com/lambda/latest/api/API_Invoke.html#API_Invoke_RequestParameters
 */
export const parseFunctionName = (text: string): { readonly name: string; readonly qualifier: string | undefined } => {
  const parts = text.split(':');
  const marker = parts.indexOf('function');
  const [name = '', qualifier] = marker < 0 ? parts : parts.slice(marker + 1);
  return { name, qualifier };
};
