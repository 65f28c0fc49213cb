"""What an AWS client makes of a refusal."""
import pytest
from botocore.exceptions import ClientError


def refused(call, code=None, status=None, **arguments):
    """Calls and returns the error, which must have this code and HTTP status."""
    with pytest.raises(ClientError) as caught:
        call(**arguments)
    response = caught.value.response
    if code is not None:
        assert response["Error"]["Code"] == code, response["Error"]
    if status is not None:
        assert response["ResponseMetadata"]["HTTPStatusCode"] == status, response
    return response
