"""What accounts ask of each request."""


class StaffSecondFactor:
    """Leads staff without a second factor to the page that activates one."""

    def __init__(self, get_response):
        self.get_response = get_response

    def __call__(self, request):
        return self.get_response(request)
