/**
 * `make`, carried out once for each object: what goes to many connections is one object, and what is made
 * of it serves them all. It is forgotten with the object.
 */
export function madeOnce<From extends object, Made>(make: (from: From) => Made) {
  const known = new WeakMap<From, { made: Made }>();
  return (from: From): Made => {
    let found = known.get(from);
    if (found === undefined) {
      found = { made: make(from) };
      known.set(from, found);
    }
    return found.made;
  };
}
