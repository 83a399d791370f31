export type Listener<T> = (value: T) => void;
export type Unsubscribe = () => void;

/** A typed event: `subscribe` returns what ends the subscription. The shape is cockatiel's. */
export class Emitter<T> {
  private readonly listeners = new Set<Listener<T>>();

  readonly subscribe = (listener: Listener<T>): Unsubscribe => {
    this.listeners.add(listener);
    return () => this.listeners.delete(listener);
  };

  emit(value: T): void {
    // A copy: a listener may end its own subscription or start another.
    const listeners = [...this.listeners];
    for (const listener of listeners) listener(value);
  }

  get size(): number {
    return this.listeners.size;
  }
}
