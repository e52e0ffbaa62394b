import { Component, type ReactNode } from 'react';
import { Button } from './button.tsx';
import { FailureCard } from './failure-card.tsx';

interface BoundaryProps {
  readonly children: ReactNode;
}

/** Shows what has gone wrong in a part of the page in its place, so that the rest of it goes on. */
export class Boundary extends Component<BoundaryProps, { readonly error?: Error }> {
  override readonly state: { readonly error?: Error } = {};

  static getDerivedStateFromError(error: unknown) {
    return { error: error instanceof Error ? error : new Error(String(error)) };
  }

  override render() {
    const { error } = this.state;
    if (!error) return this.props.children;
    const failure = {
      code: 'PAGE_ERROR',
      message: 'This part of the page could not be shown.',
      why: 'Servers and connections go on in the engine. Loading the page anew loses nothing of them.',
      nodeMessage: error.message,
    };
    return (
      <FailureCard failure={failure}>
        <Button small onClick={() => this.setState({ error: undefined as never })}>
          Try again
        </Button>
        <Button small onClick={() => location.reload()}>
          Load the page anew
        </Button>
      </FailureCard>
    );
  }
}
