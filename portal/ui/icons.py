"""The icons of the portal, by their Tabler names. `scripts/vendor.py` draws the sprite from this list."""

SPRITE = "vendor/tabler-icons-3.51.0/sprite.svg"

NAMES = frozenset(
    """
    adjustments-horizontal alert-circle alert-triangle address-book archive arrow-back-up arrow-left arrow-right
    arrow-up-right ban basket bell book briefcase building building-bank building-store bulb calculator calendar
    calendar-event camera cash category certificate chart-bar chart-line check checklist chevron-down chevron-left
    chevron-right chevron-up circle circle-check circle-dashed circle-dot circle-x clipboard-check clipboard-list
    clipboard-text clock copy credit-card database device-desktop device-mobile device-mobile-message discount dots
    dots-vertical download external-link eye eye-off file-check file-export file-import file-off file-plus file-search
    file-text file-x files filter fingerprint flag folder gavel gift headset heart help-circle hierarchy history home
    hourglass inbox info-circle key keyboard language layout-dashboard layout-grid lifebuoy link list list-check list-details
    loader-2 lock lock-open login logout mail mail-opened map-pin menu-2 message message-circle minus moon news package
    packages paperclip pencil percentage phone phone-call photo pinned player-pause player-play plus point printer
    progress receipt refresh robot scale search send settings shield-check shield-lock shopping-bag shopping-cart
    signature sitemap sort-ascending sort-descending star sun switch-horizontal table tag tags target target-arrow tool
    transfer trash trending-up truck upload user user-check user-circle user-off user-plus user-x users users-group
    world writing x
    api arrows-move calendar-repeat coins file-invoice file-zip folder-plus id qrcode report-money rotate-clockwise
    share trophy wallet zoom-in zoom-out
    """.split()
)
