/** The same answer for the same object, worked out once and forgotten with it. */
export function keptBy<Key extends object, Value>(work: (key: Key) => Value) {
  const known = new WeakMap<Key, Value>();
  return (key: Key): Value => {
    let value = known.get(key);
    if (value === undefined) {
      value = work(key);
      known.set(key, value);
    }
    return value;
  };
}
