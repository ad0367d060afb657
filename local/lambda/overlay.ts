/** An object that is another one but for some members; the other one stays as it is. */
export const overlay = <Base extends object, Members extends object>(base: Base, members: Members): Base & Members => {
  const descriptors = Object.getOwnPropertyDescriptors(members);
  return Object.create(base, descriptors) as Base & Members;
};
