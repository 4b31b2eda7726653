"""The icons of the portal, by their Tabler names. `scripts/vendor.py` draws the sprite from this list."""

SPRITE = "vendor/tabler-icons-3.51.0/sprite.svg"

NAMES = frozenset(
    """
    address-book adjustments-horizontal alert-circle alert-triangle api archive arrow-back-up arrow-left arrow-right
    arrow-up-right arrows-move ban basket bell book briefcase building building-bank building-store bulb calculator
    calendar calendar-event calendar-repeat camera cash category certificate chart-bar chart-line check checklist
    chevron-down chevron-left chevron-right chevron-up circle circle-check circle-dashed circle-dot circle-x
    clipboard-check clipboard-list clipboard-text clock coins copy credit-card database device-desktop device-mobile
    device-mobile-message discount dots dots-vertical download external-link eye eye-off file-check file-export
    file-import file-invoice file-off file-plus file-search file-text file-x file-zip files filter fingerprint flag
    folder folder-plus gavel gift headset heart help-circle hierarchy history home hourglass id inbox info-circle key
    keyboard language layout-dashboard layout-grid lifebuoy link list list-check list-details loader-2 lock lock-open
    login logout mail mail-opened map-pin menu-2 message message-circle minus moon news package packages palette
    paperclip pencil percentage phone phone-call photo pinned player-pause player-play plus point printer progress
    qrcode receipt refresh report-money robot rotate-clockwise scale search send settings share shield-check shield-lock
    shopping-bag shopping-cart signature sitemap sort-ascending sort-descending star sun switch-horizontal table tag
    tags target target-arrow tool transfer trash trending-up trophy truck upload user user-check user-circle user-off
    user-plus user-x users users-group wallet world writing x zoom-in zoom-out
    """.split()
)
