import { tokens } from '@fluentui/react-components';

/** The product's mark: a sealed fold inside a shield. Decorative; put a name beside it. `size` in CSS pixels. */
export function Mark({ size = 28 }: { readonly size?: number }) {
  return (
    <svg width={size} height={size} viewBox="0 0 32 32" aria-hidden="true" focusable="false">
      <path
        d="M16 2 4.5 6v9.2C4.5 22.4 9.3 27.6 16 30c6.7-2.4 11.5-7.6 11.5-14.8V6z"
        fill={tokens.colorBrandBackground}
      />
      <path
        d="M9.5 11.5h13v9h-13zM9.5 11.5l6.5 5.2 6.5-5.2"
        fill="none"
        stroke={tokens.colorNeutralForegroundOnBrand}
        strokeWidth="1.9"
        strokeLinejoin="round"
      />
    </svg>
  );
}
