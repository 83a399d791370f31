/** The mark: a speech bubble that is also a P. */
export function Logo({ size = 32 }: { size?: number }) {
  return (
    <svg class="logo" width={size} height={size} viewBox="0 0 32 32" aria-hidden="true">
      <rect class="logo-ground" width="32" height="32" rx="9" />
      <path class="logo-shape" d="M9 8.5h9.2a6.3 6.3 0 0 1 0 12.6H13v4.4H9z" />
      <circle class="logo-ground" cx="14.6" cy="14.8" r="1.7" />
      <circle class="logo-ground" cx="19" cy="14.8" r="1.7" />
    </svg>
  );
}
