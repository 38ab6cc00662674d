import { makeStyles } from '@fluentui/react-components';

const useStyles = makeStyles({
  root: {
    position: 'absolute',
    width: '1px',
    height: '1px',
    overflow: 'hidden',
    clipPath: 'inset(50%)',
    whiteSpace: 'nowrap',
  },
});

/** Tells a screen reader, politely and unseen. It is there from the start, or the first words would not be heard. */
export function Announce({ children }: { readonly children: string }) {
  return (
    <div role="status" className={useStyles().root}>
      {children}
    </div>
  );
}
